using Spinner.Actors.Configuration;

namespace Spinner.FrontDoor.Configuration;

/// <summary>The keys of <c>defaults</c> and of every route. What has no key exists in C# only: a name is its block's, and how to start the child.</summary>
static class RouteKeys
{
    public static IReadOnlyList<SettingKey<FrontDoorRoute>> All { get; } =
    [
        new("child", nameof(FrontDoorRoute.Child), FrontDoorForms.Text, o => o.Child, (o, v) => o with { Child = (string)v }),
        new("hosts", nameof(FrontDoorRoute.Hosts), FrontDoorForms.TextList, o => o.Hosts, (o, v) => o with { Hosts = (IReadOnlyList<string>)v }),
        new("path", nameof(FrontDoorRoute.Path), FrontDoorForms.Text, o => o.Path, (o, v) => o with { Path = (string)v }),
        new("by", nameof(FrontDoorRoute.ByJson), FrontDoorForms.By, o => o.ByJson, (o, v) => o with { ByJson = (string)v }),
        new("values", nameof(FrontDoorRoute.ByValues), FrontDoorForms.TextList, o => o.ByValues, (o, v) => o with { ByValues = (IReadOnlyList<string>)v }),
        new("strip-path", nameof(FrontDoorRoute.StripPath), FrontDoorForms.Switch, o => o.StripPath, (o, v) => o with { StripPath = (bool)v }),
        new("cold-start", nameof(FrontDoorRoute.ColdStart), FrontDoorForms.ColdStart, o => o.ColdStart, (o, v) => o with { ColdStart = (ColdStartMode)v }),
        new("page-after", nameof(FrontDoorRoute.PageAfter), FrontDoorForms.Duration, o => o.PageAfter, (o, v) => o with { PageAfter = (TimeSpan)v }),
        new("queue", nameof(FrontDoorRoute.Queue), FrontDoorForms.Number, o => o.Queue, (o, v) => o with { Queue = (int)v }),
        new("max-wait", nameof(FrontDoorRoute.MaxWait), FrontDoorForms.Duration, o => o.MaxWait, (o, v) => o with { MaxWait = (TimeSpan)v }),
        new("max-concurrency", nameof(FrontDoorRoute.MaxConcurrency), FrontDoorForms.NumberOrOff,
            o => o.MaxConcurrency, (o, v) => o with { MaxConcurrency = (int)v }),
        new("first-answer-timeout", nameof(FrontDoorRoute.FirstAnswerTimeout), FrontDoorForms.DurationOrOff,
            o => o.FirstAnswerTimeout, (o, v) => o with { FirstAnswerTimeout = (TimeSpan)v }),
        new("upgrades", nameof(FrontDoorRoute.Upgrades), FrontDoorForms.TextList, o => o.Upgrades, (o, v) => o with { Upgrades = (IReadOnlyList<string>)v }),
        new("http", nameof(FrontDoorRoute.Http), FrontDoorForms.Number, o => o.Http, (o, v) => o with { Http = (int)v }),
        new("retry", nameof(FrontDoorRoute.Retry), FrontDoorForms.Switch, o => o.Retry, (o, v) => o with { Retry = (bool)v }),
        new("ignore-paths", nameof(FrontDoorRoute.IgnorePaths), FrontDoorForms.TextList,
            o => o.IgnorePaths, (o, v) => o with { IgnorePaths = (IReadOnlyList<string>)v }),
        new("ignore-user-agents", nameof(FrontDoorRoute.IgnoreUserAgents), FrontDoorForms.TextList,
            o => o.IgnoreUserAgents, (o, v) => o with { IgnoreUserAgents = (IReadOnlyList<string>)v }),
    ];
}
