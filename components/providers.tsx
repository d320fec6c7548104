'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { getNonce, setNonce } from 'get-nonce'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useState, type ReactNode } from 'react'
import { Toaster } from '#components/feedback/toaster.tsx'
import { TooltipProvider } from '#components/ui/tooltip.tsx'

/** What every page stands in. The nonce lets the theme script and the dialogs' style sheets through the CSP. */
export function Providers({ nonce: given, children }: { nonce?: string | undefined; children: ReactNode }) {
  const [nonce] = useState(() => rememberNonce(given))
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: true } } }),
  )
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      storageKey="rolecall-theme"
      {...(nonce && { nonce })}
    >
      <NuqsAdapter>
        <QueryClientProvider client={queryClient}>
          <TooltipProvider delayDuration={400} skipDelayDuration={200}>
            {children}
          </TooltipProvider>
        </QueryClientProvider>
      </NuqsAdapter>
      <Toaster />
    </ThemeProvider>
  )
}

// the document keeps the policy it came with, so a nonce of a later render would be the wrong one;
// on the server the store is shared between requests and nobody reads it
function rememberNonce(nonce: string | undefined): string | undefined {
  if (typeof window !== 'undefined' && nonce && !getNonce()) setNonce(nonce)
  return nonce
}
