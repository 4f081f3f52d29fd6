namespace Spinner.Processes;

/// <summary>A list or a dictionary seen through, see <see cref="Values"/>.</summary>
interface IValue
{
    /// <summary>What is seen.</summary>
    object Inner { get; }
}
