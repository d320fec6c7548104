import { Document, isMap, isPair, isScalar, visit } from 'yaml'

/** Keys whose values are texts to whoever reads them, however they look. */
const texts = new Set(['stringData', 'annotations', 'labels', 'matchLabels', 'environment'])

/**
 * YAML of a value, for readers of YAML 1.1 and 1.2 alike: a text that either could take for something else is quoted, and
 * texts under `texts` and every `value` always are.
 * @param comments by the path of a key, `stringData.BATON_ORG`; the empty path is the head of the document.
 */
export function toYaml(value: object, comments: Record<string, string> = {}): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(document, {
    Pair(_, pair) {
      const key = isScalar(pair.key) ? String(pair.key.value) : ''
      if (key === 'value' && isScalar(pair.value)) pair.value.type = 'QUOTE_DOUBLE'
      if (!texts.has(key) || !isMap(pair.value)) return
      for (const { value: text } of pair.value.items) if (isScalar(text)) text.type = 'QUOTE_DOUBLE'
    },
  })
  for (const [path, comment] of Object.entries(comments)) addComment(document, path, comment)
  return document.toString({ lineWidth: 0 })
}

function addComment(document: Document, path: string, comment: string): void {
  const text = comment.replaceAll(/^/gm, ' ')
  if (path === '') {
    document.commentBefore = text
    return
  }
  const keys = path.split('.')
  const last = keys.pop()
  const map = keys.length === 0 ? document.contents : document.getIn(keys)
  const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === last) : undefined
  if (!isPair(pair) || !isScalar(pair.key)) throw new Error(`There is nothing at ${path} to comment.`)
  pair.key.commentBefore = text
}
