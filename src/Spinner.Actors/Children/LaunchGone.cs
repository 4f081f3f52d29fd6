namespace Spinner.Actors.Children;

/// <summary>What a state hears of a launch that was leaving: it is gone. Not sent to anybody.</summary>
sealed record LaunchGone(ChildLaunch Launch);

/// <summary>What a state hears of a launch that survived SIGKILL. Not sent to anybody.</summary>
sealed record LaunchStays(ChildLaunch Launch);
