import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControlled, type ControlledSandbox } from '../control/controlled-sandbox.ts'

let sandbox: ControlledSandbox
beforeEach(async () => {
  sandbox = await openControlled()
})
afterEach(() => sandbox.stop())

const inject = (fault: object) => sandbox.control('POST', 'faults', fault)
const status = async (path: string) => (await sandbox.call('GET', path)).status

async function statuses(count: number, path = '/v1/orgs'): Promise<number[]> {
  const seen: number[] = []
  for (let call = 0; call < count; call += 1) seen.push(await status(path))
  return seen
}

describe('planned faults', () => {
  it('hit as many calls as counted, of their endpoint only', async () => {
    await inject({ endpoint: 'GET /v1/orgs/{id}', status: 500, count: 2 })
    expect(await statuses(2)).toEqual([200, 200])
    expect(await statuses(3, '/v1/orgs/{orgId}')).toEqual([500, 500, 200])
  })

  it('hit any endpoint with *', async () => {
    await inject({ endpoint: '*', status: 500, count: 2 })
    expect([await status('/v1/orgs'), await status('/v1/orgs/{orgId}'), await status('/v1/orgs')]).toEqual([
      500, 500, 200,
    ])
  })

  it('hit a share of the calls, the same ones for the same seed', async () => {
    const hitsOf = async (seed: string) => {
      await sandbox.control('DELETE', 'faults')
      await inject({ endpoint: 'GET /v1/orgs', status: 503, share: 0.3, seed })
      return statuses(100)
    }
    const first = await hitsOf('one')
    expect(await hitsOf('one')).toEqual(first)
    expect(await hitsOf('two')).not.toEqual(first)
    const hits = first.filter((one) => one === 503).length
    expect(hits).toBeGreaterThan(15)
    expect(hits).toBeLessThan(45)
  })

  it('hit all calls with share 1, none with 0, and no more than counted', async () => {
    await inject({ endpoint: 'GET /v1/orgs', status: 500, share: 0 })
    await inject({ endpoint: 'GET /v1/orgs', status: 503, share: 1, count: 2 })
    await inject({ endpoint: 'GET /v1/orgs', status: 502, share: 1 })
    expect(await statuses(5)).toEqual([503, 503, 502, 502, 502])
  })

  it('let pass as many calls as they skip, which go on to the faults behind', async () => {
    await inject({ endpoint: 'GET /v1/orgs', status: 500, skip: 2, count: 1 })
    await inject({ endpoint: 'GET /v1/orgs', status: 503 })
    expect(await statuses(4)).toEqual([503, 200, 500, 200])
  })

  it('are listed with what is left of them and how often they hit', async () => {
    await inject({ endpoint: 'GET /v1/orgs', status: 503, count: 3 })
    await inject({ endpoint: '*', reset: true, share: 0 })
    await statuses(2)
    expect((await sandbox.control('GET', 'faults')).body).toEqual([
      { endpoint: 'GET /v1/orgs', seed: 'faults', status: 503, count: 3, left: 1, hits: 2 },
      { endpoint: '*', seed: 'faults', reset: true, share: 0, left: null, hits: 0 },
    ])
    await sandbox.control('DELETE', 'faults')
    expect((await sandbox.control('GET', 'faults')).body).toEqual([])
    expect(await statuses(1)).toEqual([200])
  })

  it.each([
    [{ endpoint: 'GET /v1/orgz', reset: true }, 'There is no endpoint GET /v1/orgz'],
    [{ endpoint: '*', share: 1.5 }, 'share'],
    [{ endpoint: '*', count: 0 }, 'count'],
    [{ endpoint: '*', status: 500, truncate: 1 }, 'need the real answer'],
    [{ endpoint: '*', form: 'envelope' }, 'need a status'],
    [{ endpoint: '*', status: 500, headers: { 'a b': 'c' } }, 'are no HTTP headers'],
    [{ endpoint: '*', status: 500, headers: { a: 'b\nc' } }, 'are no HTTP headers'],
    [{ endpoint: '*', unheard: true }, 'unheard'],
    [{ reset: true }, 'endpoint'],
  ])('refuse %j', async (fault, why) => {
    const { status: code, body } = await inject(fault)
    expect([code, JSON.stringify(body)]).toEqual([400, expect.stringContaining(why)])
    expect((await sandbox.control('GET', 'faults')).body).toEqual([])
  })
})
