namespace Spinner.Control.Routes;

/// <summary>All that answers.</summary>
sealed record ControlRoutes(ChildRoutes Children, RunRoute Run, StreamRoutes Streams, StateRoutes State, WatchRoutes Watch, SessionRoutes Sessions);
