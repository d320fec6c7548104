// Loaded into every child of the supervisor: when the supervisor is gone, however it went, the child ends itself.
// What the child forks inherits this too, so the parent is compared.
if (process.channel && process.ppid === Number(process.env.ROLECALL_SUPERVISOR)) {
  process.on('disconnect', () => {
    if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(1)
    setTimeout(() => process.exit(1), 3000).unref()
  })
  process.channel.unref()
}
