namespace Bunraku.Core.Machine;

/// <summary>A part of Bunraku that checks its arithmetic on this computer.</summary>
public interface IMachineCheck
{
    /// <summary>Checks it, and tells the result. Does not throw where the result is bad.</summary>
    MachineFact Check();
}
