"""What a word asked for on the command line, or on the page, may hold: sheets of these kinds and no other."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "projets": ("projets",),
    "organisations": ("organisations",),
    "partenaires": ("partenaires",),
    "investissements": ("investissements", "tranches"),
    "tranches": ("tranches",),
    "jalons": ("jalons",),
    "indicateurs": ("indicateurs", "mesures"),
    "mesures": ("mesures",),
    "reponses": ("reponses",),
}
