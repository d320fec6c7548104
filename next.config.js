/** @type {import('next').NextConfig} */
const config = {
  reactCompiler: true,
  typedRoutes: true,
  poweredByHeader: false,
  agentRules: false, // `next dev` would otherwise write AGENTS.md into the checkout
  // a file of apps of 1 MB, with its quotes and line ends escaped on the way
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
}

export default config
