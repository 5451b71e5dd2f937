// A real OpenID Connect provider for the tests: its people are known, its page asks which of them one is.
// Configuration: one JSON argument {port, redirect, people: {subject: {email, email_verified}}, inIdToken}.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const { port, redirect, people, inIdToken } = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const client = (client_id) => ({ client_id, client_secret: `secret-de-${client_id}-assez-long`, redirect_uris: [redirect] });

const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...key, kid: randomUUID(), use: "sig", alg: "RS256" }] },
  clients: [client("fonds"), client("autre")],
  claims: { openid: ["sub", "amr"], email: ["email", "email_verified"] },
  conformIdTokenClaims: !inIdToken,
  acrValues: ["https://refeds.org/profile/mfa"],
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["cookies-des-essais"] },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  findAccount: (_context, id) => (people[id] ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

const page = (uid) => `<!DOCTYPE html><html lang="fr"><title>Service d’identité d’essai</title><h1>Qui êtes-vous ?</h1>
<form method="post" action="/interaction/${uid}"><label>Personne <input name="who"></label><label>Moyens <input name="amr"></label>
<button>Continuer</button></form></html>`;

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

const answer = provider.callback();
createServer(async (request, response) => {
  const uid = /^\/interaction\/([\w-]+)$/.exec(request.url)?.[1];
  if (!uid) return answer(request, response);
  if (request.method === "GET") return response.setHeader("Content-Type", "text/html; charset=utf-8").end(page(uid));
  const typed = await body(request);
  if (typed.get("who") === "") return provider.interactionFinished(request, response, { error: "access_denied" });
  const amr = (typed.get("amr") ?? "").split(" ").filter(Boolean);
  return provider.interactionFinished(request, response, { login: { accountId: typed.get("who"), ...(amr.length ? { amr } : {}) } });
}).listen(port, "127.0.0.1", () => console.log("prêt"));
