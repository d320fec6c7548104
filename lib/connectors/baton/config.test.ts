import { expect, test } from 'vitest'
import { BatonConfig, defaultImage, isImage } from './config.ts'

test.each([
  defaultImage,
  'public.ecr.aws/conductorone/baton-atlassian:0.1.2',
  'registry.acme.example:5000/mirror/baton-atlassian:v1',
  `ghcr.io/conductorone/baton-atlassian@sha256:${'a'.repeat(64)}`,
])('%s is an image', (image) => {
  expect(isImage(image)).toBe(true)
})

test.each([
  '',
  'baton-atlassian',
  'ghcr.io/conductorone/baton-atlassian',
  'ghcr.io/conductorone/baton-atlassian:',
  'ghcr.io/Conductor One/baton:1',
  'ghcr.io/a/b:${HOME}',
  'ghcr.io/a/b:1\nuser: root',
  `ghcr.io/a/b:${'1'.repeat(129)}`,
])('%j is none', (image) => {
  expect(isImage(image)).toBe(false)
})

test('without anything stored it is the released image and no organization', () => {
  expect(BatonConfig.parse({})).toEqual({ image: defaultImage })
})
