using Bunraku.Core.Clusters;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Teachers;

/// <summary>
/// The batches of a training in order, or this process's part of each, with what the teacher draws for them. While one batch is learnt the teacher draws the next, and no further; what it
/// draws depends on the pose alone, so this changes no bit of the result.
/// </summary>
internal sealed class TeacherAhead : IDisposable
{
    private readonly IPoser _teacher;
    private readonly Func<long, Pose> _poseOf;
    private readonly BatchPart _part;
    private readonly TeacherBatch[] _buffers;
    private Task<TeacherBatch> _next;
    private long _position;
    private int _turn;

    /// <param name="teacher">The teacher, or the bank of its frames.</param>
    /// <param name="poseOf">The pose of an example, by the number of examples before it. Asked in order, by one thread at a time.</param>
    /// <param name="part">Which examples of each batch are wanted.</param>
    /// <param name="createFrame">Makes a frame that asks for what the network learns from.</param>
    /// <param name="position">Examples seen so far: the first example of the first batch.</param>
    public TeacherAhead(IPoser teacher, Func<long, Pose> poseOf, BatchPart part, Func<PosedFrame> createFrame, long position)
    {
        _teacher = teacher;
        _poseOf = poseOf;
        _part = part;
        _position = position;
        _buffers = [.. Enumerable.Range(0, 2).Select(_ => new TeacherBatch([.. Enumerable.Range(0, part.Count).Select(_ => createFrame())]))];
        _next = Begin();
    }

    /// <summary>The next batch. The one before it must no longer be used, because its frames are drawn over.</summary>
    public TeacherBatch Next()
    {
        TeacherBatch batch = _next.GetAwaiter().GetResult();
        _next = Begin();
        return batch;
    }

    public void Dispose()
    {
        // The teacher must not be disposed while it draws; what it failed with is of no interest any more.
        _next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
    }

    private Task<TeacherBatch> Begin()
    {
        TeacherBatch buffer = _buffers[_turn];
        long position = _position;
        _turn = 1 - _turn;
        _position += _part.BatchSize;
        return Task.Run(() => Draw(buffer, position + _part.First));
    }

    private TeacherBatch Draw(TeacherBatch buffer, long position)
    {
        for (int i = 0; i < _part.Count; i++)
        {
            Pose pose = _poseOf(position + i);
            buffer.Poses[i] = pose;
            _teacher.Render(pose, buffer.Frames[i]);
        }

        return buffer;
    }
}
