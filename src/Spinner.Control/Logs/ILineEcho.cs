namespace Spinner.Control.Logs;

/// <summary>Is shown the lines of one child as they come. Not used by two at a time.</summary>
interface ILineEcho
{
    /// <summary>Shows whole lines.</summary>
    void Write(ReadOnlySpan<byte> lines);
}
