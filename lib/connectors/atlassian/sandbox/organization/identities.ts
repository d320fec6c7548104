import type { Model } from '../model.ts'
import {
  firstNames,
  jobTitles,
  lastNames,
  longNames,
  namesInOtherScripts,
  robotKinds,
  systems,
} from './names.ts'
import type { Random } from './random.ts'

/** A name with what is made of it. */
interface Identity {
  name: string
  jobTitle: string
  /** Of nobody else; names repeat, addresses do not. */
  email(host: string): string
}

export type Identities = ReturnType<typeof createIdentities>

/** Gives out names as they are in a company in many countries. */
export function createIdentities(model: Model, random: Random) {
  const used = new Map<string, number>()
  for (const account of model.accounts.values()) used.set(account.email, 1)

  function email(stem: string, host: string): string {
    const plain = `${stem}@${host}`
    const before = used.get(plain) ?? 0
    used.set(plain, before + 1)
    return before === 0 ? plain : `${stem}${before + 1}@${host}`
  }
  function identity(name: string, stem: string): Identity {
    return { name, jobTitle: random.pick(jobTitles), email: (host) => email(stem, host) }
  }
  const of = (name: string) => identity(name, name.toLowerCase().replaceAll(' ', '.'))

  function any(index: number): Identity {
    if (index % 97 === 50) return identity(random.pick(longNames), 'long.name')
    if (random.chance(0.12)) return identity(...random.pick(namesInOtherScripts))
    return of(`${random.pick(firstNames)} ${random.pick(lastNames)}`)
  }
  function ofRobot(name = `${random.pick(systems)} ${random.pick(robotKinds)}`): Identity {
    return identity(name, name.toLowerCase().replaceAll(' ', '-'))
  }
  return { of, any, ofRobot }
}
