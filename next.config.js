/** @type {import('next').NextConfig} */
const config = {
  reactCompiler: true,
  typedRoutes: true,
  poweredByHeader: false,
  agentRules: false, // `next dev` would otherwise write AGENTS.md into the checkout
}

export default config
