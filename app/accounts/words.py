"""What happened to an account, in the words of its person: in its list of activity, and in the letters that warn."""

from app.accounts.events import Kind
from app.models.sign_in import AccountEvent, Method

WORDS = {
    Kind.SIGNED_IN: "Connexion",
    Kind.WRONG_PASSWORD: "Mot de passe faux",
    Kind.WRONG_CODE: "Code du téléphone faux",
    Kind.CODES_EXHAUSTED: "Plusieurs codes faux de suite",
    Kind.RECOVERY_CODE_USED: "Code de secours utilisé",
    Kind.SIGNED_OUT: "Déconnexion",
    Kind.SESSIONS_ENDED: "Connexions fermées",
    Kind.PASSWORD_CHANGED: "Mot de passe changé",
    Kind.FACTOR_ADDED: "Second facteur ajouté",
    Kind.FACTOR_REMOVED: "Second facteur retiré",
    Kind.FACTOR_RESET: "Second facteur retiré par l’administration",
    Kind.CODES_RENEWED: "Nouveaux codes de secours",
    Kind.PROVIDER_LINKED: "Compte relié au service d’identité",
    Kind.PROVIDER_UNLINKED: "Compte détaché du service d’identité",
}
SUBJECTS = {
    Kind.SIGNED_IN: "Nouvelle connexion à votre compte",
    Kind.CODES_EXHAUSTED: "Quelqu’un essaie d’entrer dans votre compte",
    Kind.RECOVERY_CODE_USED: "Un de vos codes de secours a servi",
    Kind.PASSWORD_CHANGED: "Votre mot de passe a changé",
    Kind.FACTOR_ADDED: "Votre compte a un second facteur",
    Kind.FACTOR_REMOVED: "Votre compte n’a plus de second facteur",
    Kind.FACTOR_RESET: "Votre second facteur a été retiré par l’administration",
    Kind.CODES_RENEWED: "Vos codes de secours ont changé",
    Kind.PROVIDER_LINKED: "Votre compte est relié à un service d’identité",
    Kind.PROVIDER_UNLINKED: "Votre compte n’est plus relié à un service d’identité",
}
SENTENCES = {
    Kind.SIGNED_IN: "Votre compte vient d’être ouvert depuis un navigateur qui n’avait pas encore servi.",
    Kind.CODES_EXHAUSTED: "Quelqu’un a donné votre mot de passe, ou ouvert votre lien de connexion, puis des codes "
    "faux. Il n’est pas entré.",
    Kind.RECOVERY_CODE_USED: "Votre compte vient d’être ouvert avec un code de secours.",
    Kind.PASSWORD_CHANGED: "Le mot de passe de votre compte vient de changer. Vos autres connexions sont fermées.",
    Kind.FACTOR_ADDED: "Un second facteur vient d’être ajouté à votre compte. Vos autres connexions sont fermées.",
    Kind.FACTOR_REMOVED: "Le second facteur de votre compte vient d’être retiré. Vos autres connexions sont fermées.",
    Kind.FACTOR_RESET: "L’administration a retiré le second facteur de votre compte, et fermé vos connexions.",
    Kind.CODES_RENEWED: "De nouveaux codes de secours viennent d’être faits. Les anciens ne servent plus.",
    Kind.PROVIDER_LINKED: "Votre compte peut maintenant s’ouvrir par le service d’identité de votre organisation.",
    Kind.PROVIDER_UNLINKED: "Votre compte ne s’ouvre plus par le service d’identité de votre organisation.",
}


def told_event(event: AccountEvent) -> str:
    by = f", par {Method(event.method).label}" if event.method else ""
    return WORDS[Kind(event.kind)] + by
