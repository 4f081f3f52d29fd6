using Microsoft.AspNetCore.Http;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Brings one request to a launch and its answer back.</summary>
interface IForwarder
{
    /// <summary>Once, and with what the context says: where to, which head, how long.</summary>
    ValueTask<ForwardResult> SendAsync(ForwardingContext forwarding, HttpContext context);
}

/// <summary>How that ended.</summary>
enum ForwardResult
{
    /// <summary>The client has the answer, or as much of it as there was; or nobody is there to read one.</summary>
    Answered,

    /// <summary>The launch ended, or closed the connection, before it had answered.</summary>
    Lost,

    /// <summary>What the launch answered is no answer; <see cref="ForwardingContext.WrongAnswer"/> says why.</summary>
    Wrong,

    /// <summary>The client has sent what is no body.</summary>
    WrongBody,

    /// <summary>Nobody listens where the launch should.</summary>
    Unreachable,
}
