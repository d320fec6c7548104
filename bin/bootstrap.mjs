// Runs before anything is installed and on old Nodes: node: modules only, no syntax newer than the sentence it prints.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { step } from './progress.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')
const stamp = path.join(modules, '.rolecall-lock')

/**
 * Installs what is missing, changes to the pinned Node and runs a command written in TypeScript.
 * @param entry the command, relative to this folder.
 */
export async function bootstrap(entry) {
  if (!nodeIsAtLeast(20, 19)) {
    fail(
      `Rolecall needs Node 20.19 or newer and this is ${process.version}. Install a current Node, then repeat.`,
    )
  }
  await installIfNeeded()
  const pinned = pinnedNode()
  if (pinned && realpathSync(process.execPath) !== realpathSync(pinned)) return handOver(pinned)
  if (!pinned && !nodeIsAtLeast(22, 18)) {
    fail(
      `There is no packaged Node for ${process.platform} ${process.arch}, so Rolecall needs Node 22.18 or newer here, ` +
        `and this is ${process.version}. Install a current Node, then repeat.`,
    )
  }
  await import(entry)
}

function nodeIsAtLeast(major, minor) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

async function installIfNeeded() {
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const wanted = createHash('sha256').update(`${process.platform} ${process.arch}\n${lock}`).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (!installedByHand(lock)) await step('Installing packages', install)
  writeFileSync(stamp, wanted)
}

/** Whether npm's own record of node_modules, written at the end of an install, agrees with the lock. */
function installedByHand(lock) {
  const record = path.join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(JSON.parse(lock).packages).every(
    ([at, { version, optional, devOptional }]) =>
      at === '' || (present[at] ? present[at].version === version : optional || devOptional),
  )
}

function install() {
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund']
  // npm.cmd can only be started through a shell.
  const shell = process.platform === 'win32'
  const child = npm?.endsWith('.js')
    ? spawn(process.execPath, [npm, ...args], { cwd: root })
    : spawn('npm', args, { cwd: root, shell })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return new Promise((resolve) => {
    const giveUp = (reason) =>
      fail(
        `${lastLines(output)}Packages could not be installed: ${reason}. Mend what npm names above, then repeat.`,
      )
    child.on('error', (error) => giveUp(`npm did not start (${error.message})`))
    child.on('close', (code) =>
      code === 0 ? resolve('Packages installed') : giveUp(`npm ci ended with ${code}`),
    )
  })
}

function lastLines(output) {
  const lines = output.trim().split('\n').slice(-15).filter(Boolean)
  return lines.map((line) => `  ${line}\n`).join('')
}

/** The Node that package.json pins for this platform. */
function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const file = path.join(modules, `node-${platform}-${process.arch}`, 'bin', name)
  return existsSync(file) ? file : null
}

/** Repeats this command under `node`. The channel tells it when this process is killed. */
function handOver(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise(() => {
    child.on('error', (error) => fail(`The packaged Node did not start: ${error.message}.`))
    child.on('exit', (code) => process.exit(code ?? 1))
  })
}
