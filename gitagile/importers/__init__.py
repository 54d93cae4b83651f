"""Foreign backlogs to drafts: quiet functions from files to what shall lie under `.backlog/`, and a report of it."""
