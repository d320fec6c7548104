import { redirect } from 'next/navigation'

export default async function AppPage({ params }: PageProps<'/apps/[appId]'>) {
  const { appId } = await params
  redirect(`/apps/${appId}/accounts`)
}
