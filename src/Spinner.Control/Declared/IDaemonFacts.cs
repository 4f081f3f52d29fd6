using Spinner.Control.Contract;

namespace Spinner.Control.Declared;

/// <summary>What is to be known of the process that has the spinner. Safe for concurrent use.</summary>
interface IDaemonFacts
{
    /// <summary>As it is now.</summary>
    DaemonView Describe();
}
