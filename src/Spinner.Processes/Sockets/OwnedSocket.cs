using System.Globalization;
using System.Text;

namespace Spinner.Processes;

/// <summary>A socket file that goes when this process is dead and its children are, as a guardian and state files are told of it. A value.</summary>
/// <param name="Id">Its number in this process.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Inode">Which file there is meant; 0 where only the path is known, which then nobody else can have.</param>
internal readonly record struct OwnedSocket(int Id, string Path, ulong Inode)
{
    private const string Plain = "/._@+-";

    /// <summary>The line that tells of it. A shell reads it: what is no plain character stands as <c>\0</c> and three octal digits, as printf(1) reads it.</summary>
    internal string Line => string.Create(CultureInfo.InvariantCulture, $"s {Id} {Inode} {Encode(Path)}\n");

    /// <summary>The line that takes it back.</summary>
    internal string LineOfEnd => string.Create(CultureInfo.InvariantCulture, $"-s {Id}\n");

    internal static string Encode(string path)
    {
        var bytes = ByteText.Encode(path);
        var text = new StringBuilder(bytes.Length);
        foreach (var one in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)one) || Plain.Contains((char)one, StringComparison.Ordinal)) text.Append((char)one);
            else text.Append("\\0").Append(Convert.ToString(one, 8).PadLeft(3, '0'));
        }

        return text.ToString();
    }

    /// <summary>Null when it is no such text, or no absolute path.</summary>
    internal static string? Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                if (i + 4 >= text.Length || text[i + 1] != '0' || text.AsSpan(i + 2, 3).ContainsAnyExceptInRange('0', '7') || text[i + 2] > '3') return null;
                bytes.Add((byte)Convert.ToInt32(text.Substring(i + 2, 3), 8));
                i += 4;
            }
            else if (char.IsAsciiLetterOrDigit(text[i]) || Plain.Contains(text[i], StringComparison.Ordinal))
            {
                bytes.Add((byte)text[i]);
            }
            else
            {
                return null;
            }
        }

        return bytes is [(byte)'/', ..] && !bytes.Contains(0) ? ByteText.Decode(bytes.ToArray()) : null;
    }
}
