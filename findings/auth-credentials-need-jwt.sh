#!/usr/bin/env bash
# Auth.js (the core of next-auth 5): with sessions in the database, a sign-in by the Credentials provider succeeds and
# sets a session cookie, but stores no session. The cookie holds a JWT that nobody looks up: the reader is signed out.
# Consequence: docs/adr/0007-next-auth-5.md; the password sign-in inserts its own session row.
set -euo pipefail
CORE=0.41.3

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --save-exact "@auth/core@$CORE"
cat > run.mjs <<'RUN'
import { Auth, skipCSRFCheck } from "@auth/core";
import Credentials from "@auth/core/providers/credentials";

const user = { id: "1", email: "a@b.test", emailVerified: null };
let created = 0;
const lookedUp = [];
const adapter = {
  createUser: async () => user,
  getUser: async () => user,
  getUserByEmail: async () => user,
  getUserByAccount: async () => user,
  updateUser: async () => user,
  linkAccount: async () => undefined,
  createSession: async (session) => (created++, session),
  getSessionAndUser: async (token) => (lookedUp.push(token), null),
  updateSession: async () => null,
  deleteSession: async () => undefined,
  createVerificationToken: async (token) => token,
  useVerificationToken: async () => null,
};
const config = {
  adapter,
  session: { strategy: "database" },
  providers: [
    Credentials({ credentials: { password: {} }, authorize: async () => user }),
    { id: "email", type: "email", name: "link", maxAge: 600, sendVerificationRequest: async () => undefined },
  ],
  secret: "0123456789012345678901234567890123456789",
  trustHost: true,
  skipCSRFCheck,
  basePath: "/auth",
};
const signIn = await Auth(
  new Request("http://localhost/auth/callback/credentials", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "password=right",
  }),
  config,
);
const cookie = signIn.headers.getSetCookie().find((line) => line.includes("session-token=")) ?? "";
const token = cookie.split(";")[0].split("=")[1] ?? "";
const reading = await Auth(
  new Request("http://localhost/auth/session", { headers: { cookie: cookie.split(";")[0] } }),
  config,
);
console.log(
  JSON.stringify({
    signIn: signIn.status,
    location: signIn.headers.get("location"),
    cookieIsJwt: token.split(".").length === 5,
    sessionsCreated: created,
    cookieWasLookedUp: lookedUp.includes(token),
    session: await reading.json(),
  }),
);
RUN
output=$(node run.mjs)
echo "@auth/core $CORE, Credentials with database sessions:"
echo "  $output"
EXPECTED='"cookieIsJwt":true,"sessionsCreated":0,"cookieWasLookedUp":true,"session":null'
[[ $output == *"$EXPECTED"* ]] || { echo "CHANGED: expected …$EXPECTED"; exit 1; }
echo "as seen: the sign-in answers with a cookie that cannot be read back"
