export async function listOwnOrganizations(_token: string): Promise<{ id: string; name: string }[]> {
  return []
}
