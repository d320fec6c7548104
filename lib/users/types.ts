/** Somebody who can be chosen as an owner. */
export interface PersonChoice {
  userId: string
  name: string
  email: string
  /** Has not signed in yet. */
  isInvited: boolean
}
