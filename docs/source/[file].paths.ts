import { linkedFiles } from '../.vitepress/repository-files.ts'

/** A page for each file of the repository that the documentation links to, so that the site needs no other one. */
export default {
  paths: () =>
    linkedFiles().map(({ path, text }) => ({
      params: { file: path },
      content: `\`\`\`\`${path.slice(path.lastIndexOf('.') + 1)}\n${text}\n\`\`\`\``,
    })),
}
