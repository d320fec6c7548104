import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderMail, type MailText } from './render-mail.ts'

const mail: MailText = {
  title: 'Ada needs your help',
  body: 'The set-up waits for you.\nIt is at step 4.\n\nIt takes five minutes.',
  action: 'Open the set-up',
  url: 'https://roles.acme.example/connectors/new/atlassian?step=4&from=mail',
  reason: 'You get this because Ada has chosen you.',
  site: 'https://roles.acme.example',
}

test('plain text has everything, with the link on a line of its own', () => {
  expect(renderMail(mail).text).toBe(`Ada needs your help

The set-up waits for you.
It is at step 4.

It takes five minutes.

Open the set-up:
https://roles.acme.example/connectors/new/atlassian?step=4&from=mail

-- 
Rolecall · https://roles.acme.example
You get this because Ada has chosen you.
`)
})

test('HTML says the same, brings nothing in from outside, and runs nothing', () => {
  const { html } = renderMail(mail)
  expect(html).toContain('The set-up waits for you.<br>It is at step 4.</p>')
  expect(html).toContain('href="https://roles.acme.example/connectors/new/atlassian?step=4&amp;from=mail"')
  expect(html).toContain('prefers-color-scheme:dark')
  expect(html).not.toMatch(/<(?:img|link|script|iframe|object)\b|url\(|@import|\son\w+=/i)
})

test('the page that shows it in a frame lets its style through, and no other', () => {
  const style = /<style>([^<]*)<\/style>/.exec(renderMail(mail).html)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(readFileSync('proxy.ts', 'utf8')).toContain(`'sha256-${hash}'`)
})

test('what people have typed stays text', () => {
  const typed = `<script>alert("1")</script> & 'x' <img src=//evil.example>`
  const { html } = renderMail({ ...mail, title: typed, body: typed, action: typed, reason: typed })
  expect(html).not.toMatch(/<script|<img/)
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;')
})

test('a subject is one line, whatever is in the title', () => {
  expect(renderMail({ ...mail, title: 'Hello\r\nBcc: eve@evil.example\u2028\0 you' }).subject).toBe(
    'Hello Bcc: eve@evil.example you',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      expect(renderMail({ ...mail, title }).subject).not.toMatch(/[\r\n\0\u2028\u2029]/)
    }),
  )
})

test('without a reason it says the one that always holds', () => {
  expect(renderMail({ ...mail, reason: null }).text).toContain('You get this because you use Rolecall.')
})
