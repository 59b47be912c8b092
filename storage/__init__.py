"""Values, tables and queries; knows neither Slack nor feeds nor text."""
