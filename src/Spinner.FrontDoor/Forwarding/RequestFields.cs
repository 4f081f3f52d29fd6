using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>The headers of a request, those of this hop apart from those for the child.</summary>
sealed class RequestFields
{
    // A browser sends some twenty.
    private const int Usual = 32;
    private const int Large = 512;

    // RFC 9110, 7.6.3: no chain is so long but one that is a circle without a name.
    private const int MostHops = 32;

    private KeyValuePair<string, StringValues>[] _given = new KeyValuePair<string, StringValues>[Usual];
    private Field[] _fields = new Field[Usual];
    private int _count;
    private StringValues _connection, _upgrade, _te, _expect;

    public ReadOnlySpan<Field> All => _fields.AsSpan(0, _count);

    /// <summary>What the client said to the door.</summary>
    public StringValues Of(HeaderKind kind) => kind switch
    {
        HeaderKind.Upgrade => _upgrade,
        HeaderKind.Te => _te,
        HeaderKind.Expect => _expect,
        HeaderKind.Connection => _connection,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public Refusal? Read(HttpContext context, DoorRules rules)
    {
        Clear();
        var headers = context.Request.Headers;
        var count = headers.Count;
        if (_given.Length < count) _given = new KeyValuePair<string, StringValues>[count];
        // The enumerator of an interface would cost memory.
        headers.CopyTo(_given, 0);
        Refusal? wrong = null;
        for (var i = 0; i < count && wrong is null; i++) wrong = ReadField(_given[i].Key, _given[i].Value, context, rules);
        Array.Clear(_given, 0, count);
        if (wrong is null && _connection.Count > 0) ConnectionOptions.Remove(_connection, this);
        return wrong;
    }

    public void Add(string name, string value)
    {
        if (_count == _fields.Length) Array.Resize(ref _fields, 2 * _count);
        _fields[_count++] = new Field(name, value);
    }

    /// <summary>All lines of a name; those after them move up.</summary>
    public void Remove(ReadOnlySpan<char> name)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
            if (!name.Equals(_fields[i].Name, StringComparison.OrdinalIgnoreCase)) _fields[kept++] = _fields[i];
        Array.Clear(_fields, kept, _count - kept);
        _count = kept;
    }

    /// <summary>The value of a header that may have several lines; null: it has none.</summary>
    public string? Find(string name)
    {
        string? found = null;
        foreach (var field in All)
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) found = found is null ? field.Value : $"{found}, {field.Value}";
        return found;
    }

    public void Clear()
    {
        Array.Clear(_fields, 0, _count);
        _count = 0;
        // One large head is not to be kept for ever.
        if (_fields.Length > Large) _fields = new Field[Usual];
        if (_given.Length > Large) _given = new KeyValuePair<string, StringValues>[Usual];
        (_connection, _upgrade, _te, _expect) = (default, default, default, default);
    }

    private Refusal? ReadField(string name, StringValues values, HttpContext context, DoorRules rules)
    {
        // HTTP/2 names method, path and host so; they are read already.
        if (name[0] == ':') return null;
        if (!Syntax.IsToken(name)) return Refusals.BadField;
        var kind = HeaderKinds.Of(name);
        if (kind == HeaderKind.Plain && !rules.Allows(name)) return null;
        if (kind == HeaderKind.Cookie && values.Count > 1)
        {
            // RFC 9113, 8.2.3: over HTTP/2 it comes in pieces.
            values = string.Join("; ", values.ToArray());
        }
        foreach (var value in values)
        {
            var bytes = rules.BytesOf(context, name, value ?? "");
            if (!Syntax.IsValue(bytes)) return Refusals.BadField;
            if (ReadValue(name, bytes, kind, context, rules) is { } wrong) return wrong;
        }

        return null;
    }

    private Refusal? ReadValue(string name, string value, HeaderKind kind, HttpContext context, DoorRules rules)
    {
        switch (kind)
        {
            case HeaderKind.Connection: _connection = StringValues.Concat(_connection, value); return null;
            case HeaderKind.Upgrade: _upgrade = StringValues.Concat(_upgrade, value); return null;
            case HeaderKind.Te: _te = StringValues.Concat(_te, value); return null;
            case HeaderKind.Host or HeaderKind.TransferEncoding or HeaderKind.ContentLength or HeaderKind.HopByHop: return null;
            case HeaderKind.Expect: _expect = StringValues.Concat(_expect, value); break;
            case HeaderKind.Via when value.Contains(rules.Pseudonym, StringComparison.OrdinalIgnoreCase) || ListField.Count(value) > MostHops:
                return Refusals.Loop;
            case HeaderKind.MaxForwards when HttpMethods.IsOptions(context.Request.Method):
                if (!uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var left)) break;
                // RFC 9110, 7.6.2.
                if (left == 0) return Refusals.LastHop;
                value = (left - 1).ToString(CultureInfo.InvariantCulture);
                break;
        }

        Add(name, value);
        return null;
    }
}
