using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// The head of a request: read once from what the server has parsed, checked, and told to the child by whichever forwarder. Text stands for bytes
/// (Latin 1). Used again by later requests, so that one costs no memory here.
/// </summary>
sealed class RequestHead
{
    private const string Continue = "100-continue";

    private readonly RequestFields _fields = new();
    private DoorRules? _rules;
    private byte[]? _added;
    private int _unwritten;

    public string Method { get; private set; } = "";

    /// <summary>For routes: as the client wrote it, or the address it came to.</summary>
    public string Host { get; private set; } = "";

    public RequestTarget Target { get; private set; }

    /// <summary>What the child gets instead.</summary>
    public ChildTarget ChildTarget { get; private set; }

    public Framing Framing { get; private set; }

    /// <summary>What the client says; null: nothing.</summary>
    public long? Length { get; private set; }

    /// <summary>Without a body a length is expected of it all the same (RFC 9110, 8.6).</summary>
    public bool NeedsLength => Framing == Framing.None && (HttpMethods.IsPost(Method) || HttpMethods.IsPut(Method) || HttpMethods.IsPatch(Method));

    public bool ExpectsContinue { get; private set; }

    /// <summary>The client reads trailers.</summary>
    public bool TakesTrailers { get; private set; }

    /// <summary>The protocols it wants to go on with, where the route allows all of them; else null.</summary>
    public string? Upgrade { get; private set; }

    /// <summary>For the child, <c>Host</c> and what tells the end of the body and of the connection apart.</summary>
    public ReadOnlySpan<Field> Fields => _fields.All;

    /// <summary>Those of them that are to be written one by one.</summary>
    public ReadOnlySpan<Field> Unwritten => _fields.All[.._unwritten];

    /// <summary>The others, as the child reads them.</summary>
    public ReadOnlySpan<byte> Written => _added;

    /// <summary>Before anything else is done with a request.</summary>
    /// <returns>Why it goes no further; null: it is a request.</returns>
    public Refusal? Read(HttpContext context, DoorRules rules)
    {
        var request = context.Request;
        _rules = rules;
        (Method, Upgrade, Length) = (request.Method, null, request.ContentLength);
        Target = RequestTarget.Parse(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        if (RequestCheck.Target(context, Target, rules.MaxTarget) is { } wrong) return wrong;
        if (RequestCheck.Host(context, Target) is not { } host) return Refusals.BadHost;
        Host = host;
        if (Target.IsAbsolute) Route(request, Target);
        if (RequestCheck.Framing(request) is { } unclear) return unclear;
        Framing = context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? Framing.None
            : Length > 0 ? Framing.Length : Framing.Chunked;
        var refusal = _fields.Read(context, rules);
        ExpectsContinue = Framing != Framing.None && ListField.Contains(_fields.Of(HeaderKind.Expect), Continue);
        TakesTrailers = ListField.Contains(_fields.Of(HeaderKind.Te), "trailers");
        return refusal;
    }

    /// <summary>Once it is known where it goes, and once only.</summary>
    public void Complete(HttpContext context, Route route, DoorRules rules)
    {
        ChildTarget = ChildTarget.Of(context, Target, route);
        var wanted = _fields.Of(HeaderKind.Upgrade);
        if (wanted.Count > 0 && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } && HttpProtocol.IsHttp11(context.Request.Protocol)
            && route.AllowsUpgrade(wanted)) Upgrade = wanted.ToString();
        var given = _fields.All.Length;
        _added = ForwardedHeaders.Add(context, this, _fields, route, rules.Trusted, rules.Via(context.Request.Protocol));
        _unwritten = _added is null ? _fields.All.Length : given;
    }

    /// <summary>Whether a trailer may follow the body: a child may take it for a header.</summary>
    public bool MayTrail(string name) => Syntax.IsToken(name) && HeaderKinds.Of(name) == HeaderKind.Plain && _rules is { } rules && rules.Allows(name);

    public void Clear()
    {
        _fields.Clear();
        (_added, _unwritten) = (null, 0);
    }

    // The server decodes an absolute target as a URI, every slash of it; routes go by what any other target would be.
    private static void Route(HttpRequest request, RequestTarget target)
    {
        var raw = target.Path.ToString();
        if (!request.PathBase.HasValue && !RawPath.HasDots(raw)) request.Path = raw.Length == 0 ? "/" : RawPath.Decode(raw);
    }
}
