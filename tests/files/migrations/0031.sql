SELECT normalise('L’Œuvre de l’Été');
