export { PageKey } from '#lib/platform/db/keyset.ts'
