import { z } from 'zod'
import { ConsoleRole } from './roles.ts'

const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ message: 'Enter an e-mail address like name@company.com.' }))
const Name = z.string().trim().min(1, 'Enter a name.').max(120, 'Use 120 characters at most.')
const NewPassword = z.string().min(12, 'Use at least 12 characters.').max(256, 'Use 256 characters at most.')

export const FirstAdmin = z.object({ name: Name, email: Email, password: NewPassword })
export type FirstAdmin = z.input<typeof FirstAdmin>

export const SignIn = z.object({
  email: Email,
  password: z.string().min(1, 'Enter your password.').max(256, 'Use 256 characters at most.'),
})
export type SignIn = z.input<typeof SignIn>

export const Invite = z.object({
  name: Name,
  email: Email,
  roles: z.array(ConsoleRole).min(1, 'Choose at least one role.'),
})
export type Invite = z.input<typeof Invite>

/** Somebody who is chosen: a person of the console, or one who is invited by being chosen. */
export const ChosenPerson = z.union([
  z.object({ userId: z.uuid() }),
  z.object({ email: Email, name: z.string().trim().max(120, 'Use 120 characters at most.') }),
])
export type ChosenPerson = z.input<typeof ChosenPerson>

export const AcceptInvitation = z.object({
  token: z.string().min(1).max(200),
  password: NewPassword,
})
export type AcceptInvitation = z.input<typeof AcceptInvitation>
