// What is said of the saving, in the status that is read aloud. The words of the server stand until something else is to be said.
const place = document.getElementById("etat");

const kept = (count) => `${count}\u00a0${count === 1 ? "réponse gardée" : "réponses gardées"} sur cet appareil`;

function sentence(state, count, disputed) {
  const one = count === 1;
  switch (state) {
    case "offline":
      return ["unsaved", `Hors connexion\u00a0: ${kept(count)}, ${one ? "envoyée" : "envoyées"} dès que possible`];
    case "ended":
      return ["unsaved", `${kept(count)}\u00a0: rouvrez le lien reçu par courriel pour ${one ? "l’envoyer" : "les envoyer"}`];
    case "late":
      return ["unsaved", "Non enregistré\u00a0: cette grille ne reçoit plus de réponses"];
    case "refused":
      return ["unsaved", `${kept(count)}\u00a0: rechargez la page pour ${one ? "l’envoyer" : "les envoyer"}`];
  }
  if (count) return ["saving", "Enregistrement…"];
  if (disputed) return ["unsaved", `${disputed === 1 ? "Une question a reçu deux réponses" : `${disputed}\u00a0questions ont reçu deux réponses`}\u202f: `];
  return ["saved", ""];
}

export function tell({ state, count, disputed, link }) {
  if (!place) return;
  const [tone, words] = sentence(state, count, disputed);
  const own = place.querySelector("[data-own]") ?? place.appendChild(document.createElement("span"));
  own.dataset.own = "";
  place.className = tone;
  if (own.textContent !== words || link) own.replaceChildren(words, ...(tone === "unsaved" && link && !state && !count ? [link] : []));
  const servers = document.getElementById("enregistre");
  if (servers) servers.hidden = words !== "";
}
