/** What a mail says, ready to be laid out. */
export interface MailText {
  title: string
  /** Plain sentences; an empty line begins a paragraph. */
  body: string
  /** What the link says, and where it leads, absolute. */
  action: string
  url: string
  /** Why they get it. */
  reason: string | null
  /** Address of the console. */
  site: string
}

export interface RenderedMail {
  subject: string
  text: string
  html: string
}

const product = 'Rolecall'

/** The same mail as plain text and as HTML that needs nothing from outside and holds in light and dark. */
export function renderMail(mail: MailText): RenderedMail {
  const subject = toLine(mail.title)
  const paragraphs = toParagraphs(mail.body)
  const reason = toLine(mail.reason ?? `You get this because you use ${product}.`)
  const action = toLine(mail.action)
  return {
    subject,
    text: [
      subject,
      ...paragraphs,
      `${action}:\n${mail.url}`,
      `-- \n${product} · ${mail.site}\n${reason}\n`,
    ].join('\n\n'),
    html: layOut({ ...mail, title: subject, paragraphs, action, reason }),
  }
}

/** One line, whatever was typed: a line break in a header would begin another header. */
const toLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

const toParagraphs = (body: string): string[] =>
  body
    .split(/(?:\r?\n[ \t]*){2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

// Programs that read no style sheet show the light colours, which stand at the elements.
const dark = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.ground{background:#0e0f11!important}
.card{background:#17181b!important;border-color:#2a2c31!important}
.strong{color:#f1f1f3!important}
.quiet{color:#a3a7b0!important}
.line{border-color:#2a2c31!important}
.button{background:#e9eaee!important;color:#17181b!important}
.link{color:#9db8ff!important}
}`

interface Layout extends Omit<MailText, 'body' | 'reason'> {
  paragraphs: string[]
  reason: string
}

function layOut({ title, paragraphs, action, url, reason, site }: Layout): string {
  const text = `margin:0 0 14px;font:400 15px/1.55 ${font};color:#3d4149;overflow-wrap:anywhere`
  const small = `margin:0;font:400 12px/1.5 ${font};color:#666b75;overflow-wrap:anywhere`
  const body = paragraphs.map(
    (part) => `<p class="quiet" style="${text}">${escape(part).replaceAll(/\r?\n/g, '<br>')}</p>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${dark}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f5f5f6">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f5f5f6">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
<tr><td class="strong" style="padding:0 4px 14px;font:600 14px/1.4 ${font};color:#17181b;text-align:left">${product}</td></tr>
<tr><td class="card" style="padding:28px;background:#ffffff;border:1px solid #e3e4e7;border-radius:8px;text-align:left">
<h1 class="strong" style="margin:0 0 14px;font:600 19px/1.35 ${font};color:#17181b;overflow-wrap:anywhere">${escape(title)}</h1>
${body.join('\n')}
<p style="margin:22px 0 24px"><a class="button" href="${escape(url)}" target="_blank" rel="noopener" style="display:inline-block;padding:10px 16px;background:#17181b;border-radius:6px;font:600 14px/20px ${font};color:#ffffff;text-decoration:none">${escape(action)}</a></p>
<p class="quiet line" style="${small};padding-top:16px;border-top:1px solid #e3e4e7">Or open this address:<br><a class="link" href="${escape(url)}" target="_blank" rel="noopener" style="color:#2b56c9">${escape(url)}</a></p>
</td></tr>
<tr><td style="padding:14px 4px 0;text-align:left"><p class="quiet" style="${small}">${escape(reason)}<br>${product} · <a class="link" href="${escape(site)}" target="_blank" rel="noopener" style="color:#2b56c9">${escape(site)}</a></p></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}
