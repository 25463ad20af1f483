namespace Bunraku.Torch.Native;

/// <summary>
/// Keeps the process from growing by freed memory. The C library keeps the blocks of freed tensors for the next ones. It aligns tensors by cutting
/// off scraps, so a block may become a few bytes too small for the same tensor, and a fresh one is taken. What it keeps grows over dozens of frames.
/// When that has become too much it is given back, rarely, since the next frame pays for new pages.
/// </summary>
/// <param name="bytesResident">How much memory the process has now.</param>
/// <param name="giveBack">Gives what is free back to the system.</param>
internal sealed class KeptMemory(Func<long> bytesResident, Action giveBack)
{
    /// <summary>How many poses pass between two looks; the first few after a return still build up what every frame needs.</summary>
    public const int PosesBetweenLooks = 8;

    /// <summary>By how much the process may grow before memory is given back.</summary>
    public const long Allowance = 128L << 20;

    private int _poses;
    private long? _level;

    /// <summary>The one of the process; for the libtorch thread alone.</summary>
    public static KeptMemory OfProcess { get; } = new(() => Environment.WorkingSet, LibTorch.ReturnMemory);

    /// <summary>To be called after every pose, when its temporary tensors are gone.</summary>
    public void AfterPose()
    {
        if (++_poses % PosesBetweenLooks != 0)
        {
            return;
        }

        long resident = bytesResident();
        if (_level is not { } level)
        {
            _level = resident;
        }
        else if (resident > level + Allowance)
        {
            giveBack();
            _level = null;
        }
    }
}
