namespace Spinner.Host.Settings;

/// <summary>What stands in which line of a HOCON text, which Akka's parser forgets. Of a text that <see cref="HoconBalance"/> finds right.</summary>
sealed class HoconOutline
{
    private readonly string _text;
    private readonly Stack<(HoconPath Path, bool IsList, HoconPath Outer)> _open = new();
    private readonly List<(bool IsQuoted, string Text)> _key = [];
    private readonly List<(HoconPath Path, int Line)> _blocks = [];
    private readonly List<(HoconPath Path, int Line)> _keys = [];
    private readonly List<HoconReference> _references = [];
    private readonly List<int> _commas = [];
    private HoconPath _path = HoconPath.Root;
    private HoconPath? _value;
    private HoconPath? _closed;
    private bool _isList;
    private bool _hasValue;

    private HoconOutline(string text) => _text = text;

    /// <summary>Every block, as often as it is written; not those in lists.</summary>
    public IReadOnlyList<(HoconPath Path, int Line)> Blocks => _blocks;

    /// <summary>Whatever is given a value or is a block, as often as it is written; not what is in lists.</summary>
    public IReadOnlyList<(HoconPath Path, int Line)> Keys => _keys;

    /// <summary>Every substitution.</summary>
    public IReadOnlyList<HoconReference> References => _references;

    /// <summary>Where a comma stands behind a block's end, which HOCON allows and Akka's parser does not take.</summary>
    public IReadOnlyList<int> Commas => _commas;

    /// <summary>The most keys of a path.</summary>
    public int Depth { get; private set; }

    public static HoconOutline Of(string text)
    {
        var outline = new HoconOutline(text);
        var afterBlock = false;
        foreach (var token in HoconLexer.Read(text))
        {
            if (token.Kind == HoconKind.Comma && afterBlock && !outline._isList) outline._commas.Add(token.Start);
            afterBlock = token.Kind == HoconKind.Close ? text[token.Start] == '}' : afterBlock && token.Kind == HoconKind.LineEnd;
            outline.Process(token);
        }

        return outline;
    }

    private void Process(HoconToken token)
    {
        switch (token.Kind)
        {
            // A value may begin in the next line.
            case HoconKind.LineEnd when _value is not null && !_hasValue: break;
            case HoconKind.LineEnd or HoconKind.Comma: Reset(); break;
            case HoconKind.Sign when _value is null && !_isList:
                _value = Name();
                _keys.Add((_value.Value, token.Line));
                break;
            case HoconKind.Plain or HoconKind.Quoted when _value is null && !_isList: _key.Add(KeyPart(token)); break;
            case HoconKind.Substitution:
                _references.Add(new HoconReference(Owner(), HoconReference.Read(token.SliceOf(_text)), token.Line));
                _hasValue = true;
                break;
            case HoconKind.Open: Open(token); break;
            case HoconKind.Close: Close(); break;
            default: _hasValue = true; break;
        }
    }

    private (bool IsQuoted, string Text) KeyPart(HoconToken token) =>
        token.Kind == HoconKind.Quoted ? (true, token.SliceOf(_text).Trim('"').ToString()) : (false, token.SliceOf(_text).TrimEnd('+').ToString());

    private HoconPath Name()
    {
        var name = _path.Below(_key);
        Depth = Math.Max(Depth, name.Depth);
        return name;
    }

    // A block that follows a block in its line is more of the same value.
    private HoconPath Owner() => _value ?? (_key.Count == 0 ? _closed : null) ?? Name();

    private void Open(HoconToken token)
    {
        var name = Owner();
        var isList = _text[token.Start] == '[';
        if (!isList && !_isList)
        {
            _blocks.Add((name, token.Line));
            if (_value is null) _keys.Add((name, token.Line));
        }

        _open.Push((_path, _isList, name));
        (_path, _isList) = (name, isList || _isList);
        Reset();
    }

    private void Close()
    {
        Reset();
        (_path, _isList, _closed) = _open.Pop();
    }

    private void Reset()
    {
        _key.Clear();
        (_value, _closed, _hasValue) = (null, null, false);
    }
}
