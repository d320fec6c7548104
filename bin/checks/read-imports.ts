import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import type { Import } from '#lib/architecture.ts'

export interface SourceTree {
  /** Every TypeScript file that was read. */
  files: string[]
  imports: Import[]
}

const folders = ['app', 'bin', 'components', 'e2e', 'lib']

interface Manifest {
  imports: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

/** Parses every TypeScript file below `root` and resolves what it imports. Generated files are only imported. */
export function readImports(root: string): SourceTree {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const files = [...filesAt(root), ...folders.flatMap((folder) => filesBelow(root, folder))]
  const imports = files.flatMap((file) =>
    importsIn(file, readFileSync(path.join(root, file), 'utf8')).map((found) => ({
      ...found,
      to: resolve(found.specifier, file, root, manifest),
    })),
  )
  return { files, imports }
}

/** The imports that the text of a file asks for: static, type only, re-exports, dynamic, in a type, and `require`. */
export function importsIn(file: string, text: string): Omit<Import, 'to'>[] {
  const { program, errors } = parseSync(file, text)
  const [error] = errors
  if (error) throw new Error(`${file} cannot be parsed: ${error.message}`)
  const found: Omit<Import, 'to'>[] = []
  const add = (specifier: unknown, isType: boolean) => {
    if (typeof specifier === 'string') found.push({ from: file, specifier, isType })
  }
  const visitor = new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => add(node.source?.value, node.exportKind === 'type'),
    ImportExpression: (node) => add(literal(node.source), false),
    TSImportType: (node) => add(node.source.value, true),
    TSImportEqualsDeclaration: (node) => {
      if (node.moduleReference.type === 'TSExternalModuleReference')
        add(node.moduleReference.expression.value, false)
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require')
        add(literal(node.arguments[0]), false)
    },
  })
  visitor.visit(program)
  return found
}

function literal(node: { type: string } | undefined): unknown {
  return node && node.type === 'Literal' && 'value' in node ? node.value : undefined
}

function resolve(specifier: string, from: string, root: string, manifest: Manifest): string | null {
  if (specifier.startsWith('.')) return existing(root, path.join(path.dirname(from), specifier))
  if (specifier.startsWith('#')) {
    const alias = Object.keys(manifest.imports).find((name) => specifier.startsWith(name.replace('*', '')))
    const target = alias && manifest.imports[alias]?.replace('*', specifier.slice(alias.length - 1))
    return target ? existing(root, path.normalize(target)) : null
  }
  if (isBuiltin(specifier)) return `node:${specifier.replace(/^node:/, '')}`
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (name in manifest.dependencies) return `npm:${name}`
  return name in manifest.devDependencies ? `dev:${name}` : null
}

function existing(root: string, file: string): string | null {
  const full = path.join(root, file)
  return existsSync(full) && statSync(full).isFile() ? file : null
}

function filesAt(root: string): string[] {
  return readdirSync(root).filter((name) => isOurSource(name))
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return []
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => isOurSource(file))
}

function isOurSource(file: string): boolean {
  return /\.tsx?$/.test(file) && file !== 'next-env.d.ts' && !file.startsWith('lib/platform/db/generated/')
}
