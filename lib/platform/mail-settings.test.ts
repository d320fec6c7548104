import { expect, test } from 'vitest'
import { isSender, isSmtpUrl } from './mail-settings.ts'

test.each([
  'smtp://localhost',
  'smtp://mail.example.com:587',
  'smtps://rolecall%40example.com:p%40ss@mail.example.com:465/?tls.rejectUnauthorized=false',
])('%s reaches a mail server', (url) => {
  expect(isSmtpUrl(url)).toBe(true)
})

test.each(['mail.example.com', 'http://mail.example.com', 'smtp://', 'smtp://a b', 'smtp://host/folder'])(
  '%s does not',
  (url) => {
    expect(isSmtpUrl(url)).toBe(false)
  },
)

test.each(['rolecall@example.com', 'Rolecall <rolecall@localhost>', 'Röle Call & Co. <roles@example.com>'])(
  '%s can send',
  (from) => {
    expect(isSender(from)).toBe(true)
  },
)

test.each([
  'Rolecall',
  'rolecall@',
  'Rolecall <rolecall>',
  'a@b.example, c@d.example',
  'Rolecall <a@b.example>\r\nBcc: eve@evil.example',
  'Roles\nBcc: eve@evil.example <a@b.example>',
])('%j cannot', (from) => {
  expect(isSender(from)).toBe(false)
})
