import { randomInt } from 'node:crypto'

const manners =
  'able amber ample brave brief bright brisk calm candid clear clever crisp eager early exact fair fleet fond frank fresh gentle glad grand happy honest humble jolly keen kind lively loyal lucid mellow merry mild modest neat nimble noble patient plain polite prompt proud quick quiet rapid ready robust sharp silver simple smart solid spry steady subtle sunny swift tidy true vivid warm wise'.split(
    ' ',
  )

const animals =
  'badger beaver bison bittern buzzard condor coot crane curlew dipper dolphin dunlin egret falcon ferret finch gannet gecko gopher grebe grouse hare heron hoopoe ibex ibis jackdaw kestrel kite lapwing lark lemur linnet lynx magpie marmot marten martin merlin moose narwhal newt osprey otter owl petrel pipit plover puffin raven robin salmon sandpiper seal shrike siskin skua sparrow starling stoat stork swallow swift tapir teal tern thrush vole wagtail walrus weasel whimbrel wren'.split(
    ' ',
  )

const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? 'swift'

/** A name to tell one credential from another by: `quiet-otter-12456`. */
export const makeName = (): string => `${pick(manners)}-${pick(animals)}-${randomInt(10_000, 100_000)}`
