"""The one funnel for what the agent is told."""
