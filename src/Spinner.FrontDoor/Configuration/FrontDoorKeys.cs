using Spinner.Actors.Configuration;

namespace Spinner.FrontDoor.Configuration;

/// <summary>The keys of the front door itself. What has no key exists in C# only: the clock.</summary>
static class FrontDoorKeys
{
    public const string Block = "front-door";
    public const string Defaults = "defaults";
    public const string Routes = "routes";

    public static IReadOnlyList<SettingKey<FrontDoorOptions>> All { get; } =
    [
        new("listen", nameof(FrontDoorOptions.Listen), FrontDoorForms.TextOrList, o => o.Listen, (o, v) => o with { Listen = (IReadOnlyList<string>)v }),
        new("domain", nameof(FrontDoorOptions.Domain), FrontDoorForms.Text, o => o.Domain, (o, v) => o with { Domain = (string)v }),
        new("show-errors", nameof(FrontDoorOptions.ShowErrors), FrontDoorForms.Audience, o => o.ShowErrors, (o, v) => o with { ShowErrors = (ErrorAudience)v }),
        new("trust-forwarded", nameof(FrontDoorOptions.TrustForwarded), FrontDoorForms.Switch,
            o => o.TrustForwarded, (o, v) => o with { TrustForwarded = (bool)v }),
        new("drop-headers", nameof(FrontDoorOptions.DropHeaders), FrontDoorForms.TextList,
            o => o.DropHeaders, (o, v) => o with { DropHeaders = (IReadOnlyList<string>)v }),
        new("max-request-head", nameof(FrontDoorOptions.MaxRequestHead), FrontDoorForms.Size,
            o => o.MaxRequestHead, (o, v) => o with { MaxRequestHead = (int)v }),
        new("max-answer-head", nameof(FrontDoorOptions.MaxAnswerHead), FrontDoorForms.Size,
            o => o.MaxAnswerHead, (o, v) => o with { MaxAnswerHead = (int)v }),
        new("request-head-timeout", nameof(FrontDoorOptions.RequestHeadTimeout), FrontDoorForms.Duration,
            o => o.RequestHeadTimeout, (o, v) => o with { RequestHeadTimeout = (TimeSpan)v }),
        new("peer-probe", nameof(FrontDoorOptions.PeerProbe), FrontDoorForms.Duration, o => o.PeerProbe, (o, v) => o with { PeerProbe = (TimeSpan)v }),
        new("http2-children", nameof(FrontDoorOptions.Http2Children), FrontDoorForms.TextList,
            o => o.Http2Children, (o, v) => o with { Http2Children = (IReadOnlyList<string>)v }),
        new("certificates", nameof(FrontDoorOptions.Certificates), FrontDoorForms.Certificates,
            o => o.Certificates.Count > 0 ? o.Certificates : null,
            (o, v) => o with { Certificates = (IReadOnlyDictionary<string, FrontDoorCertificate>)v }),
    ];
}
