/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  // Paths are captured as they came; Next must not tidy them.
  skipTrailingSlashRedirect: true,
  // npm run check does it, once for the whole house; a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Loaded from node_modules at run time: native code and worker threads do not survive bundling.
  serverExternalPackages: [
    "better-sqlite3",
    "pg",
    "@prisma/client",
    "@prisma/adapter-better-sqlite3",
    "@prisma/adapter-pg",
    "pino",
    "undici",
  ],
  devIndicators: false,
  // Each page and route is loaded when it is first asked for, and not all of them behind every start.
  experimental: { preloadEntriesOnStart: false },
};
