using System.Runtime.InteropServices;

namespace Bunraku.Siren.Preparation;

/// <summary>Floats outside the garbage-collected heap, zeroed, aligned to a cache line so that vector loads never straddle two.</summary>
internal sealed unsafe class AlignedBuffer : SafeHandle
{
    private const nuint Alignment = 64;

    public AlignedBuffer(int length)
        : base(0, ownsHandle: true)
    {
        Length = length;
        nuint bytes = (nuint)length * sizeof(float);
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, Alignment));
        NativeMemory.Clear(Pointer, bytes);
    }

    public int Length { get; }

    public float* Pointer => (float*)handle;

    public Span<float> Span => new(Pointer, Length);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
