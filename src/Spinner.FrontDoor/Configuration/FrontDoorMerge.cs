namespace Spinner.FrontDoor.Configuration;

/// <summary>Options over options: what is given wins, null never does.</summary>
static class FrontDoorMerge
{
    /// <summary>With everything filled in that has a default.</summary>
    public static FrontDoorOptions Filled(this FrontDoorOptions options) => options.WithFallback(FrontDoorDefaults.Options);

    private static FrontDoorOptions WithFallback(this FrontDoorOptions options, FrontDoorOptions below)
    {
        var defaults = options.Defaults.WithFallback(below.Defaults);
        return options with
        {
            Listen = options.Listen ?? below.Listen,
            Domain = options.Domain ?? below.Domain,
            ShowErrors = options.ShowErrors ?? below.ShowErrors,
            TrustForwarded = options.TrustForwarded ?? below.TrustForwarded,
            DropHeaders = options.DropHeaders ?? below.DropHeaders,
            MaxRequestHead = options.MaxRequestHead ?? below.MaxRequestHead,
            MaxAnswerHead = options.MaxAnswerHead ?? below.MaxAnswerHead,
            RequestHeadTimeout = options.RequestHeadTimeout ?? below.RequestHeadTimeout,
            PeerProbe = options.PeerProbe ?? below.PeerProbe,
            Http2Children = options.Http2Children ?? below.Http2Children,
            Defaults = defaults,
            Routes = [.. options.Routes.Select(r => r.WithFallback(defaults))],
        };
    }

    private static FrontDoorRoute WithFallback(this FrontDoorRoute route, FrontDoorRoute defaults) => route with
    {
        StripPath = route.StripPath ?? defaults.StripPath,
        ColdStart = route.ColdStart ?? defaults.ColdStart,
        PageAfter = route.PageAfter ?? defaults.PageAfter,
        Queue = route.Queue ?? defaults.Queue,
        MaxWait = route.MaxWait ?? defaults.MaxWait,
        MaxConcurrency = route.MaxConcurrency ?? defaults.MaxConcurrency,
        FirstAnswerTimeout = route.FirstAnswerTimeout ?? defaults.FirstAnswerTimeout,
        Upgrades = route.Upgrades ?? defaults.Upgrades,
        Http = route.Http ?? defaults.Http,
        Retry = route.Retry ?? defaults.Retry,
        IgnorePaths = route.IgnorePaths ?? defaults.IgnorePaths,
        IgnoreUserAgents = route.IgnoreUserAgents ?? defaults.IgnoreUserAgents,
    };
}
