export interface Notice {
  id: string
  title: string
  body: string
  href: string
  createdAt: Date
  isRead: boolean
}

export interface Notices {
  /** The newest. */
  notices: Notice[]
  unread: number
}
