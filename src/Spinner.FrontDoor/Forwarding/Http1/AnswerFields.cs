using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding.Http1;

/// <summary>Tells the client the head of an answer: everything but what belongs to the connection with the child.</summary>
static class AnswerFields
{
    public static void Copy(ChildConnection connection, HttpContext context)
    {
        var (head, response) = (connection.Answer, context.Response);
        var bytes = connection.Unread;
        response.StatusCode = head.Status;
        Explain(head, bytes, context);
        var headers = response.Headers;
        // Which names may stand there already, by a bit that several share: most never do, and need not be looked for.
        var told = headers.Count == 0 ? 0 : ulong.MaxValue;
        foreach (var field in head.Fields)
        {
            var name = connection.Texts.Name(field.Name.SliceOf(bytes), out var passes);
            if (passes) Add(headers, name, connection.Texts.Value(field.Value.SliceOf(bytes)), ref told);
        }

        DropNamed(connection, headers);
        // RFC 9110, 8.6 and 15.3.6: 204 and 205 have no body, whatever they say.
        if (head.Status is not (101 or 204 or 205)) response.ContentLength = head.Length;
        // RFC 9110, 15.5.22: it says to what.
        if (head.Status is 101 or 426) CopyUpgrade(connection, headers);
    }

    /// <summary>Whether the child goes on with something, and all of it was wished for.</summary>
    public static bool ChangesTo(ChildConnection connection, string wished)
    {
        var found = false;
        var bytes = connection.Unread;
        foreach (var field in connection.Answer.Fields)
        {
            if (!Ascii.EqualsIgnoreCase(field.Name.SliceOf(bytes), "Upgrade"u8)) continue;
            foreach (var part in connection.Texts.Value(field.Value.SliceOf(bytes)).Split(','))
                if (!ListField.Contains(wished, part.Trim())) return false;
            found = true;
        }

        return found;
    }

    // A reason that everybody gives is the server's own text.
    private static void Explain(AnswerHead head, ReadOnlySpan<byte> bytes, HttpContext context)
    {
        var reason = head.Reason.SliceOf(bytes);
        if (Ascii.Equals(reason, ReasonPhrases.GetReasonPhrase(head.Status)) || !Ascii.IsValid(reason)) return;
        context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = reason.IsEmpty ? null : Encoding.ASCII.GetString(reason);
    }

    private static void DropNamed(ChildConnection connection, IHeaderDictionary headers)
    {
        var bytes = connection.Unread;
        foreach (var field in connection.Answer.Fields)
        {
            if (!Ascii.EqualsIgnoreCase(field.Name.SliceOf(bytes), "Connection"u8)) continue;
            var value = field.Value.SliceOf(bytes);
            if (Ascii.EqualsIgnoreCase(value, "keep-alive"u8) || Ascii.EqualsIgnoreCase(value, "close"u8)) continue;
            foreach (var part in connection.Texts.Value(value).Split(','))
                if (ConnectionOptions.Names(part.AsSpan().Trim(" \t")) is { IsEmpty: false } name) headers.Remove(name.ToString());
        }
    }

    private static void CopyUpgrade(ChildConnection connection, IHeaderDictionary headers)
    {
        var bytes = connection.Unread;
        foreach (var field in connection.Answer.Fields)
            if (Ascii.EqualsIgnoreCase(field.Name.SliceOf(bytes), "Upgrade"u8)) headers.Append("Upgrade", connection.Texts.Value(field.Value.SliceOf(bytes)));
        headers.Connection = "Upgrade";
    }

    // What ASP.NET calls Append leaves out a value that is empty.
    private static void Add(IHeaderDictionary headers, string name, string value, ref ulong told)
    {
        var bit = BitOf(name);
        headers[name] = (told & bit) == 0 ? value : StringValues.Concat(headers[name], value);
        told |= bit;
    }

    // The same in any case: 0x20 is what upper and lower case differ in.
    private static ulong BitOf(string name) => 1UL << (((name.Length * 5) + ((name[0] | 0x20) * 3) + (name[^1] | 0x20)) & 63);
}
