// A certified OpenID provider on loopback: whoever types a name is that person, with any password.
import { Provider } from "oidc-provider";

const { port, clients } = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients,
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
  cookies: { keys: ["for-tests-alone"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  clientBasedCORS: () => false,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: id.split("@")[0].replace(/-/g, " "),
      email: id.includes("@") ? id : `${id}@example.com`,
      email_verified: !id.startsWith("unproven"),
    }),
  }),
});

provider.listen(port, "127.0.0.1", () => console.log("listening"));
