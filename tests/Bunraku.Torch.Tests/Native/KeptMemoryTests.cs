using Bunraku.Torch.Native;

namespace Bunraku.Torch.Tests.Native;

/// <summary>When freed memory goes back to the system, with made-up sizes of a process.</summary>
public sealed class KeptMemoryTests
{
    private const long Size = 1L << 30;

    private readonly KeptMemory _memory;
    private long _resident = Size;
    private int _returns;

    public KeptMemoryTests() => _memory = new KeptMemory(() => _resident, () => _returns++);

    [Fact]
    public void A_process_that_does_not_grow_keeps_its_memory()
    {
        LookAt(Size);
        LookAt(Size + KeptMemory.Allowance);
        LookAt(Size - 1);

        Assert.Equal(0, _returns);
    }

    [Fact]
    public void A_process_that_grows_slowly_gives_memory_back()
    {
        for (long grown = 0; grown <= KeptMemory.Allowance; grown += KeptMemory.Allowance / 4)
        {
            LookAt(Size + grown);
            Assert.Equal(0, _returns);
        }

        LookAt(Size + KeptMemory.Allowance + 1);

        Assert.Equal(1, _returns);
    }

    [Fact]
    public void What_is_in_use_after_a_return_is_the_new_level()
    {
        LookAt(Size);
        LookAt(2 * Size);
        Assert.Equal(1, _returns);

        LookAt(2 * Size);
        LookAt((2 * Size) + KeptMemory.Allowance);
        Assert.Equal(1, _returns);

        LookAt((2 * Size) + KeptMemory.Allowance + 1);
        Assert.Equal(2, _returns);
    }

    private void LookAt(long resident)
    {
        _resident = resident;
        for (int i = 0; i < KeptMemory.PosesBetweenLooks; i++)
        {
            _memory.AfterPose();
        }
    }
}
