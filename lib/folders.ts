const wordsWithoutMeaning = /(?:^|\/)(?:utils?|helpers?|misc|common|services?|managers?)(?:\/|\.[a-z]+$)/
const mostFiles = 15

/** A kit is flat: one primitive a file, found by its name. */
const flatFolders = new Set(['components/ui'])

/** What is wrong with names and sizes of folders, as lines to read. */
export function findFolderProblems(files: string[]): string[] {
  const folders = Map.groupBy(
    files.filter(
      (file) =>
        /\.(?:tsx?|mjs)$/.test(file) &&
        !/\.test\.tsx?$|\.spec\.ts$|\.d\.m?ts$/.test(file) &&
        file.includes('/'),
    ),
    (file) => file.slice(0, file.lastIndexOf('/')),
  )
  const crowded = [...folders].filter(
    ([folder, inside]) => inside.length > mostFiles && !flatFolders.has(folder),
  )
  return [
    ...files.filter((file) => wordsWithoutMeaning.test(file)).map((file) => `${file}: the name says nothing`),
    ...files
      .filter((file) => /^(?:lib|components)\/(?:.*\/)?index\.tsx?$/.test(file))
      .map((file) => `${file}: name the file after what it holds`),
    ...crowded.map(([folder, inside]) => `${folder} has ${inside.length} files; ${mostFiles} is the most`),
  ]
}
