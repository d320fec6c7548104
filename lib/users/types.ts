/** Somebody who can be chosen as an owner. */
export interface PersonChoice {
  userId: string
  name: string
  email: string
  /** Has not signed in yet. */
  isInvited: boolean
}

/** Somebody in a form: a person of the console, or one who is invited with the choice. */
export type ChosenPersonView = PersonChoice | { email: string; name: string }
