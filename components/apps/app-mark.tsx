import {
  AppWindow,
  BookOpen,
  Bug,
  Building,
  Calendar,
  ChartColumn,
  Cloud,
  Code,
  CreditCard,
  Database,
  FileText,
  Folder,
  Headset,
  Kanban,
  KeyRound,
  Layers,
  Mail,
  Megaphone,
  MessageSquare,
  Package,
  Server,
  Shield,
  ShoppingCart,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { Avatar } from '#components/ui/avatar.tsx'
import { cn } from '#lib/platform/cn.ts'
import { appIcons, type AppIcon } from '#lib/apps/types.ts'

/** The icons of apps, with the words that name them. */
export const iconTable: Record<AppIcon, { Icon: LucideIcon; label: string }> = {
  'app-window': { Icon: AppWindow, label: 'Window' },
  building: { Icon: Building, label: 'Building' },
  'book-open': { Icon: BookOpen, label: 'Book' },
  bug: { Icon: Bug, label: 'Bug' },
  calendar: { Icon: Calendar, label: 'Calendar' },
  'chart-column': { Icon: ChartColumn, label: 'Chart' },
  cloud: { Icon: Cloud, label: 'Cloud' },
  code: { Icon: Code, label: 'Code' },
  'credit-card': { Icon: CreditCard, label: 'Card' },
  database: { Icon: Database, label: 'Database' },
  'file-text': { Icon: FileText, label: 'Document' },
  folder: { Icon: Folder, label: 'Folder' },
  headset: { Icon: Headset, label: 'Headset' },
  kanban: { Icon: Kanban, label: 'Board' },
  'key-round': { Icon: KeyRound, label: 'Key' },
  layers: { Icon: Layers, label: 'Layers' },
  mail: { Icon: Mail, label: 'Letter' },
  megaphone: { Icon: Megaphone, label: 'Megaphone' },
  'message-square': { Icon: MessageSquare, label: 'Speech bubble' },
  package: { Icon: Package, label: 'Package' },
  server: { Icon: Server, label: 'Server' },
  shield: { Icon: Shield, label: 'Shield' },
  'shopping-cart': { Icon: ShoppingCart, label: 'Shopping cart' },
  users: { Icon: Users, label: 'People' },
}

const sizes = {
  md: { box: 'size-7', icon: 'size-4' },
  lg: { box: 'size-10', icon: 'size-5' },
}

/** The icon of an app, or its initials. Always stands beside the name. */
export function AppMark({
  name,
  icon,
  size = 'md',
}: {
  name: string
  icon: string | null
  size?: 'md' | 'lg'
}) {
  const known = appIcons.find((one) => one === icon)
  if (!known) return <Avatar name={name} shape="square" size={size} />
  const { Icon } = iconTable[known]
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex shrink-0 items-center justify-center rounded-md bg-muted text-muted-foreground',
        sizes[size].box,
      )}
    >
      <Icon className={sizes[size].icon} />
    </span>
  )
}
