import { z } from 'zod'

/** A connector that runs at the customer's and calls Rolecall; it keeps the access token of its vendor to itself. */
export const batonKind = 'baton'

/** `latest`, as the vendor's guide has it: its released versions are listed nowhere that Rolecall could read. */
export const defaultImage = 'ghcr.io/conductorone/baton-atlassian:latest'

const image =
  /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?::\d+)?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+(?::\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/

/** Whether it is a container image with a registry and a tag or a digest. */
export const isImage = (text: string): boolean => text.length <= 300 && image.test(text)

/** The stored configuration of a Baton connector: what its manifests are filled with. */
export const BatonConfig = z.object({
  /** Of Atlassian; null: not known here. */
  organizationId: z.uuid().nullish(),
  image: z.string().refine(isImage).default(defaultImage),
})
export type BatonConfig = z.infer<typeof BatonConfig>
