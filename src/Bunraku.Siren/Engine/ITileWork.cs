namespace Bunraku.Siren.Engine;

/// <summary>Work cut into phases and tiles. All tiles of a phase are done before the next phase begins; within one they may run in any order.</summary>
internal interface ITileWork
{
    /// <summary>At least 2, so that a thread that waits for the end of the last one sees the next piece of work begin with another.</summary>
    int Phases { get; }

    /// <summary>
    /// Whether neighbouring tiles read the same memory. Threads then take tiles from both ends, so that each finds in its cache what it has just read. Otherwise they take
    /// the tiles in their order.
    /// </summary>
    bool NeighboursShareMemory => false;

    int TilesIn(int phase);

    /// <summary>Computes one tile.</summary>
    /// <param name="phase">0 to <see cref="Phases"/> - 1.</param>
    /// <param name="tile">0 to <see cref="TilesIn"/> - 1.</param>
    /// <param name="worker">The number of the calling thread, for its scratch memory.</param>
    void RunTile(int phase, int tile, int worker);
}
